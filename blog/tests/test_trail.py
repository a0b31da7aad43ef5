from stoa.core.seo import Head


def test_trail_of_a_post_names_the_pages_above_it(make_post, rf):
    post = make_post("Sharp is a habit")
    request = rf.get("/")

    trail = Head(post, request).trail

    assert trail == [
        {"title": post.get_parent().get_parent().title, "url": "/en/"},
        {"title": "Blog", "url": "/en/blog/"},
    ]


def test_trail_is_shown_on_a_tag_list_and_not_on_the_blog_itself(client, make_post):
    make_post("Sharp is a habit", tags=["tools"])

    tagged, blog = client.get("/en/blog/tag/tools/"), client.get("/en/blog/")

    assert '<nav class="breadcrumbs' in tagged.content.decode()
    assert '<nav class="breadcrumbs' not in blog.content.decode()
