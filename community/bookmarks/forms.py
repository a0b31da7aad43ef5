"""The forms of bookmarks and collections."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.bookmarks import addresses, collecting, tagging
from community.bookmarks.models import Bookmark, Collection, Sharing
from community.bookmarks.saving import Details
from stoa.core import keyset
from stoa.core.fetching import ADDRESS_LENGTH

COVERS_TO_CHOOSE = 60
#: What the bookmarklet and the launcher say in the address of the form, and the field that each is for.
PREFILLED = {"image": "image_url", "url": "page_url", "title": "title", "description": "description"}


def one_line(text: str) -> str:
    """Without control characters, spaces single."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


class CollectionsField(forms.ModelMultipleChoiceField):
    """Collections of one member; a number that no row can have is a wrong choice, not a fault of the database."""

    def clean(self, value: Any) -> Any:
        if isinstance(value, list | tuple) and len(keyset.read_keys(map(str, value))) < len(value):
            raise ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": ""})
        return super().clean(value)


class BookmarkForm(forms.Form):
    """All that a member says about a bookmark; `owner` has the collections to choose from."""

    image_url = forms.CharField(
        label=_("Address of the picture"),
        required=False,
        max_length=2 * ADDRESS_LENGTH,
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Ends with .jpg or the like. Without it the page is saved as a link."),
    )
    page_url = forms.CharField(
        label=_("Page it is on"),
        required=False,
        max_length=2 * ADDRESS_LENGTH,
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=200)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=700, help_text=_("Separated by commas: poster, type, 1960s")
    )
    collections: Any = CollectionsField(
        label=_("Collections"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    new_collection = forms.CharField(label=_("A new collection"), required=False, max_length=100)
    is_private = forms.BooleanField(label=_("Only for me"), required=False)

    def __init__(self, data: Any = None, *, owner: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.owner = owner
        own = Collection.objects.filter(owner=owner).by_name()
        if own:
            _field(self, "collections").queryset = own
        else:
            del self.fields["collections"]

    def clean_image_url(self) -> str:
        typed = self.cleaned_data["image_url"]
        return addresses.normalised(typed) if typed.strip() else ""

    def clean_page_url(self) -> str:
        typed = self.cleaned_data["page_url"]
        return addresses.normalised_page(typed) if typed.strip() else ""

    def clean_title(self) -> str:
        return one_line(self.cleaned_data["title"])

    def clean_tags(self) -> list[str]:
        return tagging.typed(self.cleaned_data["tags"])

    def clean_new_collection(self) -> str:
        return one_line(self.cleaned_data["new_collection"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if not cleaned["image_url"] and addresses.is_of_picture(cleaned["page_url"]):
            cleaned["image_url"], cleaned["page_url"] = addresses.normalised(cleaned["page_url"]), ""
        if not (cleaned["image_url"] or cleaned["page_url"]):
            raise ValidationError(_("Give the address of a picture or of a page."))
        cleaned["title"] = cleaned["title"] or name_of(cleaned["image_url"] or cleaned["page_url"])
        return cleaned

    def details(self) -> Details:
        """What was typed; a new collection is made. Raises BookmarkRefused."""
        typed = self.cleaned_data
        collections = [*typed.get("collections", ())]
        if typed["new_collection"]:
            collections.append(self._collection(typed["new_collection"]))
        return Details(
            title=typed["title"],
            page_url=typed["page_url"],
            description=typed["description"],
            tags=typed["tags"],
            is_private=typed["is_private"],
            collections=collections,
        )

    def _collection(self, name: str) -> Collection:
        found = Collection.objects.filter(owner=self.owner, name=name).first()
        return found or collecting.make_collection(owner=self.owner, facts=collecting.Facts(name=name))


class ChangeForm(BookmarkForm):
    """The same for a bookmark that is there. The address of a picture that was fetched stays."""

    def __init__(self, data: Any = None, *, bookmark: Bookmark) -> None:
        initial = {
            "image_url": bookmark.image_url,
            "page_url": bookmark.page_url,
            "title": bookmark.title,
            "description": bookmark.description,
            "tags": ", ".join(bookmark.tagged.order_by("pk").values_list("tag__name", flat=True)),
            "collections": bookmark.collected.values_list("collection", flat=True),
            "is_private": bookmark.is_private,
        }
        super().__init__(data, owner=bookmark.owner, initial=initial)
        if not bookmark.is_refused:
            self.fields["image_url"].disabled = True
            self.fields["image_url"].widget = forms.HiddenInput()


class CollectionForm(forms.ModelForm):
    """A collection's name, description and who sees it; the cover is one of its own pictures."""

    class Meta:
        model = Collection
        fields = ("name", "description", "sharing", "cover")
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "sharing": forms.RadioSelect,
        }
        help_texts = {"cover": _("Else its newest picture.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _field(self, "sharing").choices = Sharing.choices
        if self.instance.pk:
            _field(self, "cover").queryset = self._covers()
        else:
            del self.fields["cover"]

    def _covers(self) -> Any:
        """The newest of its pictures, and the one chosen before."""
        inside = Bookmark.objects.kept().filter(collected__collection=self.instance, picture__isnull=False)
        newest = inside.newest_first().values_list("pk", flat=True)[:COVERS_TO_CHOOSE]
        return inside.filter(pk__in=[*newest, self.instance.cover_id]).newest_first()

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("Give the collection a name."))
        return name

    def facts(self) -> collecting.Facts:
        return collecting.Facts(**{"cover": None} | self.cleaned_data)


def _field(form: forms.BaseForm, name: str) -> Any:
    """A field of its own kind, whatever its class."""
    return form.fields[name]


def name_of(address: str) -> str:
    """A title for what nobody gave one: the name of the file, else the host."""
    parts = urlsplit(address)
    file = unquote(parts.path.rpartition("/")[2])
    name = one_line((file.rpartition(".")[0] or file).replace("-", " ").replace("_", " "))
    return (name or (parts.hostname or "").removeprefix("www."))[:200]


def prefilled(query: Any) -> dict[str, str]:
    """What the address of the form says, cut to what the fields hold."""
    return {field: query.get(name, "")[: 2 * ADDRESS_LENGTH] for name, field in PREFILLED.items() if query.get(name)}


class FileForm(forms.Form):
    """A file of bookmarks."""

    file = forms.FileField(
        label=_("File of bookmarks"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".html,.htm,.json"}),
        help_text=_("As a browser or this site exports it: HTML or JSON, at most 5 MB."),
    )
