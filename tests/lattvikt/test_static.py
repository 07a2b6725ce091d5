"""Static files as production serves them: under a name that changes with the content."""

import json

from django.core.management import call_command


def test_every_file_gets_its_hashed_name(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "map", "svg", "json", "txt"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "lattvikt.static_storage.StaticStorage"}
    }
    call_command("collectstatic", "--no-input", verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    ours = names["css/lattvikt.css"]
    assert ours != "css/lattvikt.css"
    assert (tmp_path / ours).read_bytes() == (tmp_path / "css/lattvikt.css").read_bytes()
    assert all((tmp_path / name).exists() for name in names.values())
