from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed; a wheel's dangling sourceMappingURL does not stop it."""

    manifest_strict = False
