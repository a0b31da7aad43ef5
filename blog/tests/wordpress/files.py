"""Exports made by the tests themselves."""

from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.6" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/{version}/">
<channel>
<title>Old site</title><link>https://old.example</link><description>It was good</description><language>en-US</language>
<wp:wxr_version>{version}</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example/</wp:base_blog_url>
"""
TAIL = "\n</channel>\n</rss>\n"


def export(*parts, version="1.2"):
    return HEAD.format(version=version) + "\n".join(parts) + TAIL


def author(login, name="", email=""):
    return (
        f"<wp:author><wp:author_id>1</wp:author_id><wp:author_login>{login}</wp:author_login><wp:author_email>{email}"
        f"</wp:author_email><wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>"
    )


def category(slug, name, parent="", description=""):
    return (
        f"<wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename><wp:category_parent>"
        f"{parent}</wp:category_parent><wp:cat_name><![CDATA[{name}]]></wp:cat_name>"
        f"<wp:category_description><![CDATA[{description}]]></wp:category_description></wp:category>"
    )


def comment(number, *, parent=0, approved="1", kind="comment", content="Fine.", author="Ann", email="ann@x.example"):
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author><![CDATA[{author}]]></wp:comment_author>"
        f"<wp:comment_author_email>{email}</wp:comment_author_email><wp:comment_author_url>https://ann.example"
        f"</wp:comment_author_url><wp:comment_date_gmt>2020-02-0{number % 9 + 1} 10:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{content}]]></wp:comment_content><wp:comment_approved>{approved}"
        f"</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}"
        f"</wp:comment_parent></wp:comment>"
    )


def term(domain, slug, name):
    return f'<category domain="{domain}" nicename="{slug}"><![CDATA[{name}]]></category>'


def meta(key, value):
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def item(number, title="Title", content="", *extra, **fields):
    """One item; `fields` are WordPress's names without `post_`, e.g. `name`, `type`, `status`, `date_gmt`."""
    values = {
        "id": number,
        "date_gmt": "2020-01-02 03:04:05",
        "date": "2020-01-02 05:04:05",
        "name": f"post-{number}",
        "parent": 0,
        "type": "post",
        "password": "",
    }
    plain = {"comment_status": "open", "status": "publish", "menu_order": 0, "is_sticky": 0}
    link = fields.pop("link", f"https://old.example/2020/post-{number}/")
    creator = fields.pop("creator", "ann")
    excerpt = fields.pop("excerpt", "")
    rows = "".join(f"<wp:{key}>{escape(str(fields.pop(key, value)))}</wp:{key}>" for key, value in plain.items())
    if "attachment_url" in fields:
        rows += f"<wp:attachment_url>{escape(fields.pop('attachment_url'))}</wp:attachment_url>"
    rows += "".join(f"<wp:post_{key}>{escape(str(value))}</wp:post_{key}>" for key, value in (values | fields).items())
    return (
        f"<item><title><![CDATA[{title}]]></title><link>{link}</link><guid>https://old.example/?p={number}</guid>"
        f"<dc:creator>{creator}</dc:creator><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>{rows}{''.join(extra)}</item>"
    )


#: A little of everything: pages below pages, every state, links both ways, a comment that answers another.
WHOLE = [
    author("ann", "Ann Berg", "ann@x.example"),
    category("child", "Child &amp; co", "parent"),
    category("parent", "Parent"),
    item(2, "Level 2", "<p>Two</p>", type="page", name="level-2", parent=1, link="https://old.example/one/two/"),
    item(1, "Level 1", "<p>One</p>", type="page", name="level-1", link="https://old.example/one/"),
    item(
        10,
        "First",
        'See <a href="https://old.example/2020/post-11/">the second</a> and <a href="/one/two/">a page</a>.',
        term("category", "child", "Child &amp; co"),
        term("post_tag", "red", "Red"),
        comment(1),
        comment(2, parent=1),
        excerpt="An <b>intro</b>",
        is_sticky=1,
        comment_status="closed",
    ),
    item(11, "Second", 'Back to <a href="http://www.old.example/?p=10">the first</a>.'),
    item(12, "Kept back", "x", status="draft", date_gmt="0000-00-00 00:00:00", link="https://old.example/?p=12"),
    item(13, "Later", "x", status="future", date_gmt="2100-01-01 00:00:00"),
    item(14, "Waiting", "x", status="pending"),
    item(15, "Private", "x", status="private"),
    item(16, "Locked", "x", password="sesame"),
    item(17, "Thrown away", "x", status="trash"),
    item(18, "A product", "x", type="product"),
]
