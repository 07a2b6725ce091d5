from django.db import migrations

# Deleting is allowed to the purge alone, which says so in its own transaction, and only for what
# has passed its date. Changing is allowed to nobody, but a document may be kept longer.
CREATE = """
CREATE FUNCTION archive_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF current_setting('lattvikt.purging', true) = 'on' AND OLD.keep_until < current_date THEN
            RETURN OLD;
        END IF;
    ELSIF (NEW.id, NEW.sha256, NEW.content, NEW.stored_at)
            = (OLD.id, OLD.sha256, OLD.content, OLD.stored_at)
            AND NEW.keep_until > OLD.keep_until THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'archived documents are written once'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON archive_document
    FOR EACH ROW EXECUTE FUNCTION archive_refuse_change();
"""
DROP = """
DROP TRIGGER append_only ON archive_document;
DROP FUNCTION archive_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
