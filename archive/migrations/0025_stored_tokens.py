from django.db import migrations

# SQLite: the tokens of each document, which its full text needs to delete or move the document and does not keep itself.
TOKENS = "CREATE TABLE archive_searchtokens (id integer NOT NULL PRIMARY KEY, tokens text NOT NULL)"


def forget_digests(editor):
    # They are computed otherwise, before and after: the next load makes them again, with all rows.
    editor.execute("DELETE FROM archive_rowdigests")


def make(apps, editor):
    forget_digests(editor)
    if editor.connection.vendor == "sqlite":
        editor.execute(TOKENS)


def drop(apps, editor):
    forget_digests(editor)
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE archive_searchtokens")


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0024_lines_that_do_not_add"),
    ]

    operations = [
        migrations.RunPython(make, drop),
    ]
