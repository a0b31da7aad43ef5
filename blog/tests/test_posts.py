import pytest

from blog.models import BlogPostPage

pytestmark = pytest.mark.django_db


def test_b01_list_shows_published_posts_only(client, blog, make_post):
    make_post("Seen")
    blog.add_child(instance=BlogPostPage(title="Hidden draft", live=False))

    answer = client.get("/en/blog/")

    assert answer.status_code == 200
    assert "Seen" in answer.text
    assert "Hidden draft" not in answer.text


def test_post_shows_its_cooked_body(client, make_post):
    post = make_post("Cooked", slug="cooked", body=[("rich_text", "<p>Slow <b>food</b></p>")])

    answer = client.get("/en/blog/cooked/")

    assert "Slow <b>food</b>" in answer.text
    assert "Slow <b>food</b>" in post.body_html
    assert post.word_count == 2


def test_b11_unknown_tag_is_404(client, make_post):
    make_post("Tagged", tags=["wood"])

    assert client.get("/en/blog/tag/wood/").status_code == 200
    assert client.get("/en/blog/tag/steel/").status_code == 404


def test_b12_similar_posts_share_most_tags(make_post):
    post = make_post("One", tags=["a", "b"])
    near = make_post("Two", tags=["a", "b"])
    far = make_post("Three", tags=["b", "c"])
    make_post("Four", tags=["d"])

    assert list(BlogPostPage.objects.similar_to(post)) == [near, far]


def test_b02_odd_page_numbers_do_no_harm(client, make_post):
    make_post("Only")

    for number in ("x", "0", "-1", "9" * 9, "1e3", "٣"):
        assert client.get("/en/blog/", {"page": number}).status_code == 200
