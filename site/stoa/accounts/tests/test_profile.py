import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from stoa.accounts.models import User
from stoa.accounts.photos import portrait
from stoa.accounts.profile import ProfileForm, save_profile

PROFILE = "/en/account/profile/"


@pytest.fixture
def logged_in(client, member):
    client.force_login(member)
    return client


def picture(size=(900, 500), kind="JPEG", **options):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, format=kind, **options)
    return SimpleUploadedFile("me.jpg", buffer.getvalue(), "image/jpeg")


def test_u04_profile_is_saved(logged_in, member):
    answer = logged_in.post(PROFILE, {"display_name": "Ann B", "handle": "Ann-B", "bio": "Reads."})

    member.refresh_from_db()
    assert answer["Location"] == PROFILE
    assert (member.display_name, member.handle, member.bio) == ("Ann B", "ann-b", "Reads.")


def test_u04_handle_of_another_is_refused(logged_in, make_user, member):
    make_user("bob@example.org", handle="bob")

    answer = logged_in.post(PROFILE, {"display_name": "Ann", "handle": "bob"})

    assert "handle" in answer.context["form"].errors
    member.refresh_from_db()
    assert member.handle != "bob"


def test_u04_photo_is_made_a_small_square_without_metadata(logged_in, member):
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    logged_in.post(PROFILE, {"display_name": "Ann", "handle": "ann", "photo": picture(exif=exif)})

    member.refresh_from_db()
    with member.photo.open() as file, Image.open(file) as photo:
        assert (photo.format, photo.size) == ("WEBP", (320, 320))
        assert not photo.getexif()
    assert "me.jpg" not in member.photo.name
    assert f'src="{member.photo.url}"' in logged_in.get(PROFILE).text


def test_u04_photo_before_is_deleted_with_its_successor_or_without(
    logged_in, member, django_capture_on_commit_callbacks
):
    data = {"display_name": "Ann", "handle": "ann"}
    names = []
    for change in ({"photo": picture()}, {"photo": picture()}, {"photo-clear": "on"}):
        with django_capture_on_commit_callbacks(execute=True):
            logged_in.post(PROFILE, data | change)
        member.refresh_from_db()
        names.append(member.photo.name)

    first, second, none = names
    assert none == ""
    storage = member.photo.storage
    assert [storage.exists(first), storage.exists(second)] == [False, False]


def test_u04_profile_shows_the_photo_and_a_box_to_remove_it_also_beside_an_error(logged_in, member):
    def shown(answer):
        return "Your photo now" in answer.text, "Remove the photo" in answer.text

    assert shown(logged_in.get(PROFILE)) == (False, False)
    logged_in.post(PROFILE, {"display_name": "Ann", "handle": "ann", "photo": picture()})
    broken = SimpleUploadedFile("me.png", b"none", "image/png")
    both = {"photo": picture(), "photo-clear": "on"}

    for wrong in ({"photo": broken}, {"handle": "!"}, {"photo": picture(), "handle": "!"}, both):
        assert shown(logged_in.post(PROFILE, {"display_name": "Ann", "handle": "ann"} | wrong)) == (True, True)
    member.refresh_from_db()
    assert member.photo


def test_u04_names_birth_and_language_are_saved_for_the_member_alone(logged_in, member):
    data = {"display_name": "Ann", "handle": "ann", "full_name": "Ann Lee Reader", "birth_date": "1990-02-28"}
    logged_in.post(PROFILE, data | {"language": "bg"})

    member.refresh_from_db()
    assert (member.full_name, member.birth_date, member.language) == ("Ann Lee Reader", date(1990, 2, 28), "bg")
    assert 'value="1990-02-28"' in logged_in.get(PROFILE).text


@pytest.mark.parametrize("day", ["2999-01-01", "1850-01-01", "1990-02-30", "yesterday", "0001-01-01", "9" * 40])
def test_u04_day_that_nobody_was_born_on_is_refused(logged_in, member, day):
    answer = logged_in.post(PROFILE, {"display_name": "Ann", "handle": "ann", "birth_date": day})

    assert answer.status_code == 200
    assert "birth_date" in answer.context["form"].errors


@pytest.mark.parametrize("handle", ["admin", "Moderator", "stoa", "a", "-ann", "ann/../bob", "анна", "x" * 31])
def test_u04_handle_of_the_site_itself_or_of_no_form_is_refused(logged_in, member, handle):
    answer = logged_in.post(PROFILE, {"display_name": "Ann", "handle": handle})

    assert "handle" in answer.context["form"].errors


def test_u04_handle_taken_between_looking_and_saving_is_an_error_beside_the_field(member, make_user):
    form = ProfileForm({"display_name": "Ann", "handle": "bob"}, instance=member)
    assert form.is_valid()
    make_user("bob@example.org", handle="bob")

    assert not save_profile(form=form)
    assert list(form.errors) == ["handle"]


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"GIF89a broken", b"", b"MZ\x90"])
def test_u04_photo_that_is_none_is_refused_kindly(logged_in, member, content):
    upload = SimpleUploadedFile("me.png", content, "image/png")

    answer = logged_in.post(PROFILE, {"display_name": "Ann", "handle": "ann", "photo": upload})

    assert answer.status_code == 200
    assert "photo" in answer.context["form"].errors


def test_o09_rights_cannot_be_posted_with_the_profile(logged_in, member):
    data = {"display_name": "Ann", "handle": "ann", "is_superuser": "on", "is_staff": "on", "email": "x@example.org"}

    logged_in.post(PROFILE, data)

    member.refresh_from_db()
    assert (member.is_superuser, member.is_staff, member.email) == (False, False, "ann@example.org")


@pytest.mark.parametrize("kind", ["AVIF", "WEBP", "JPEG", "PNG", "GIF"])
def test_o09_no_picture_larger_than_a_photo_is_encoded(kind, monkeypatch):
    encoded, really = [], Image.Image.save
    upload = picture(size=(900, 500), kind=kind)
    monkeypatch.setattr(
        Image.Image, "save", lambda self, *args, **kw: encoded.append(self.size) or really(self, *args, **kw)
    )

    portrait(upload)

    assert encoded == [(320, 320)]


def test_u04_photo_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 3
    upside_down = Image.new("RGB", (400, 400), "red")
    upside_down.paste("blue", (0, 200, 400, 400))
    buffer = io.BytesIO()
    upside_down.save(buffer, "JPEG", exif=exif)

    photo = Image.open(portrait(SimpleUploadedFile("me.jpg", buffer.getvalue())))

    red, _green, blue = photo.getpixel((160, 40))
    assert blue > red


def test_o09_profile_saved_too_often_is_429(logged_in, settings):
    data = {"display_name": "Ann", "handle": "ann"}

    codes = [logged_in.post(PROFILE, data).status_code for _ in range(21)]

    assert codes == [302] * 20 + [429]


def test_o09_profile_saved_meanwhile_does_not_open_a_closed_account(member):
    form = ProfileForm({"display_name": "Ann B", "handle": "ann"}, instance=User.objects.get(pk=member.pk))
    assert form.is_valid()
    User.objects.filter(pk=member.pk).update(is_active=False, password="changed")

    save_profile(form=form)

    member.refresh_from_db()
    assert (member.display_name, member.is_active, member.password) == ("Ann B", False, "changed")
