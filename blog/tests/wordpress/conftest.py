"""What tests of the import share."""

import io

import pytest
from django.core.management import call_command

from blog.importing.wordpress.content.context import Context
from blog.importing.wordpress.content.convert import to_blocks
from blog.importing.wordpress.content.library import Picture
from blog.tests.wordpress import files


class SmallLibrary:
    """Attachments 5, 6 and the post's own are here; so are one page, one document and one reusable block."""

    def picture(self, *, attachment, url):
        number = attachment or {"https://old.example/5.jpg": 5}.get(url)
        return Picture(100 + number if number in (5, 6) else None, url)

    def gallery(self, *, post):
        return [Picture(100 + post, "https://old.example/own.jpg", "own", "Own")]

    def document(self, *, url):
        return {"https://old.example/doc.pdf": 77}.get(url)

    def page(self, *, url):
        return {"https://old.example/2020/one/": 11}.get(url.partition("#")[0])

    def shared_block(self, *, block):
        return {9: '<!-- wp:paragraph --><p>Shared</p><!-- /wp:paragraph --><!-- wp:block {"ref":9} /-->'}.get(block)


class Convert:
    def __call__(self, source):
        self.notes = []
        context = Context(
            post=1,
            address="https://old.example/2019/post/",
            library=SmallLibrary(),
            note=lambda kind, what: self.notes.append((kind, what)),
        )
        return to_blocks(source, context)


@pytest.fixture
def convert():
    return Convert()


@pytest.fixture
def load(tmp_path, blog):
    """Runs the command on an export made of these parts; answers with its report."""

    def load(*parts, **options):
        path = tmp_path / "export.xml"
        path.write_text(files.export(*parts))
        output = io.StringIO()
        call_command("import_wordpress", str(path), stdout=output, verbosity=0, **options)
        return output.getvalue()

    return load
