from community.comments.threads import Author
from stoa.core import pagecache


def test_name_of_a_member_leads_to_their_profile(client, page, say, make_user):
    say(author=Author(user=make_user(handle="mila")))
    say("As a guest")

    text = client.get(page.url).text

    assert '<a class="comment__name" href="/en/people/mila/" dir="auto">Mila</a>' in text
    assert '<span class="comment__name" dir="auto">Ann</span>' in text


def test_name_of_an_inactive_member_leads_nowhere(client, page, say, make_user):
    say(author=Author(user=make_user(handle="mila", is_active=False)))

    text = client.get(page.url).text

    assert '<span class="comment__name" dir="auto">Mila</span>' in text


def test_member_who_goes_away_purges_their_threads(page, say, member, settings, django_capture_on_commit_callbacks):
    say(author=Author(user=member))
    purged = []
    pagecache.on_purge(lambda: purged.append(1))

    with django_capture_on_commit_callbacks(execute=True):
        member.is_active = False
        member.save(update_fields=["is_active"])
    pagecache._listeners.pop()

    assert purged
