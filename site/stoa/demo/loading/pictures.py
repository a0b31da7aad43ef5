"""Pictures: what is needed, drawn in the studio, and kept as Wagtail images with their renditions."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.core.files.base import ContentFile
from django.db.models.signals import post_save
from django.utils.text import slugify
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.models import Collection

from stoa.core import cooking
from stoa.core.images import PRESETS, SHARE_FILTER, TAB_FILTER, TOUCH_FILTER
from stoa.core.models import StoaImage, StoaRendition
from stoa.demo.art.portrait import Traits
from stoa.demo.drawing import Job, Rendition
from stoa.demo.loading.publication import Publication
from stoa.demo.names import Art, walk
from stoa.demo.studio import Studio

COLLECTION = "The Long Bench"
SHARE_SIZE = (1200, 630)
PRODUCT_WIDTH = 1200


@dataclass(frozen=True)
class Wish:
    """A picture that the site needs: its name, what it shows, and how to draw it."""

    name: str
    alt: str
    job: Job

    @property
    def title(self) -> str:
        """`botany/harbour:keep` -> `Keep (botany, harbour)`: one for each seed, and readable in the chooser."""
        family, _, word = self.name.rpartition(":")
        return f"{word.replace('-', ' ').capitalize()} ({family.replace('/', ', ')})"


def jobs(publication: Publication, width: int) -> list[Job]:
    """What has to be drawn for a new site."""
    return [wish.job for wish in {wish.name: wish for wish in _wishes(publication, width)}.values()]


def is_begun() -> bool:
    """Has a load been here before?"""
    return StoaImage.objects.filter(collection__name=COLLECTION).exists()


def load_pictures(publication: Publication, width: int, studio: Studio) -> dict[str, StoaImage]:
    """All pictures by seed (portraits as `portrait:handle`, also `mark:logo` and `card:share`); draws what is missing."""
    wishes = {wish.name: wish for wish in _wishes(publication, width)}
    kept = _kept(wishes.values())
    missing = [wish for wish in wishes.values() if wish.name not in kept]
    studio.order(wish.job for wish in missing)
    with _no_renditions_in_tasks():
        for wish in missing:
            kept[wish.name] = _keep(wish, studio.picture(wish.job), publication)
    return kept


def load_renditions(publication: Publication, width: int, studio: Studio) -> None:
    """The renditions that the pages show and that are not there yet."""
    wishes = {wish.name: wish for wish in _wishes(publication, width)}
    for name, image in _kept(wishes.values()).items():
        if job := _what_lacks(wishes[name], image):
            keep_renditions(image, studio.renditions(job, _content(image)), StoaRendition)


def _wishes(publication: Publication, width: int) -> Iterator[Wish]:
    size = (width, width * 5 // 8)
    covers = {article["en"].facts["cover"]: article["en"].facts["cover_alt"] for article in publication.posts.values()}
    for seed, alt in covers.items():
        yield Wish(seed, alt, Job("picture", seed, size, (*filters_of("card", "cover"), SHARE_FILTER)))
    for art, presets in _shown(publication).items():
        yield Wish(art.seed, art.alt, Job("picture", art.seed, size, filters_of(*presets)))
    yield from _product_pictures(publication, min(width, PRODUCT_WIDTH))
    hero = next(section for section in publication.home["en"]["sections"] if section["kind"] == "hero")
    seed = hero["image"].removeprefix("art:")
    yield Wish(seed, hero["image_alt"], Job("picture", seed, size, (*filters_of("wide"), SHARE_FILTER)))
    for author in publication.site["authors"]:
        yield portrait(author["handle"], author["name"]["en"], publication, min(width, 480))
    name, line = publication.site["site"]["name"], publication.site["site"]["tagline"]["en"]
    yield Wish(
        "mark:logo",
        f"The mark of {name}: a bench between two columns",
        Job("mark", "logo", (512, 512), (*filters_of("logo"), TAB_FILTER, TOUCH_FILTER)),
    )
    card = Job("card", "share", SHARE_SIZE, (SHARE_FILTER,), words=(name, line))
    yield Wish("card:share", f"{name}: {line}", card)


def _product_pictures(publication: Publication, width: int) -> Iterator[Wish]:
    """The pictures of products: the first stands on cards too, and is shared."""
    size = (width, width * 3 // 4)
    gallery = (*filters_of("body", "gallery"), PRESETS["large"].filters[-1])
    for translations in publication.products.values():
        facts = translations["en"].facts
        first = (*filters_of("card"), *gallery, SHARE_FILTER)
        yield Wish(facts["picture"], facts["picture_alt"], Job("picture", facts["picture"], size, first))
        for seed, alt in facts.get("pictures", []):
            yield Wish(seed, alt, Job("picture", seed, size, gallery))


def _shown(publication: Publication) -> dict[Art, list[str]]:
    """Every picture that a body shows, and the presets that its blocks use. Translations show the same ones."""
    shown: dict[str, tuple[Art, list[str]]] = {}
    for kind, value in (block for article in publication.articles() for block in article.blocks):
        presets = _presets(kind, value)
        for art in (leaf for leaf in walk(value) if isinstance(leaf, Art)):
            shown.setdefault(art.seed, (art, []))[1].extend(presets)
    return dict(shown.values())


def _presets(kind: str, value: Any) -> list[str]:
    """The presets by which a body block shows its pictures."""
    if kind == "gallery":
        return ["gallery", "large"]
    if kind == "image":
        return ["body" if value["width"] == "text" else "wide"]
    return []


def portrait(handle: str, name: str, publication: Publication, size: int) -> Wish:
    """The portrait of a person: an author's as described, anybody else's as chance has it."""
    from_file = {author["handle"]: author["portrait"] for author in publication.site["authors"]}
    traits = Traits(**from_file.get(handle, {}))
    return Wish(
        f"portrait:{handle}", f"Portrait of {name}", Job("portrait", handle, (size, size), filters_of("avatar"), traits)
    )


def filters_of(*presets: str) -> tuple[str, ...]:
    """The renditions of these presets, each once."""
    return tuple(dict.fromkeys(name for preset in presets for name in PRESETS[preset].filters))


def _kept(wishes: Iterable[Wish]) -> dict[str, StoaImage]:
    names = {wish.title: wish.name for wish in wishes}
    images = StoaImage.objects.filter(collection__name=COLLECTION, title__in=names).prefetch_related("renditions")
    return {names[image.title]: image for image in images}


def _what_lacks(wish: Wish, image: StoaImage) -> Job | None:
    """The job, with only the renditions still to be made; None when nothing lacks."""
    made = {rendition.filter_spec for rendition in image.renditions.all()}
    filters = tuple(name for name in wish.job.filters if name not in made)
    return replace(wish.job, filters=filters) if filters else None


def _content(image: StoaImage) -> bytes:
    with image.open_file() as file:
        return file.read()


def _keep(wish: Wish, data: bytes, publication: Publication) -> StoaImage:
    facts = publication.site["site"]
    image = StoaImage(
        title=wish.title,
        description=wish.alt,
        credit=facts["credit"],
        licence=facts["licence"],
        collection=_collection(),
    )
    ending = "jpg" if wish.job.format == "jpeg" else wish.job.format
    image.file = ContentFile(data, name=f"{slugify(wish.name.replace(':', ' ').replace('/', ' '))}.{ending}")
    image.file_size = len(data)
    image._set_file_hash()
    image.save()
    return image


def keep_renditions(image: AbstractImage, renditions: Iterable[Rendition], model: type[AbstractRendition]) -> None:
    """Store what the studio made of a picture, as Wagtail would have made it; `model` is that of its renditions."""
    stem = image.file.name.rpartition("/")[2].rpartition(".")[0]
    rows = []
    for name, width, height, data in renditions:
        operation, _, format_name = name.partition("|format-")
        focal_point_key = Filter(spec=name).get_cache_key(image)
        row = model(image=image, filter_spec=name, focal_point_key=focal_point_key)
        ending = "jpg" if format_name == "jpeg" else format_name
        row.file.save(f"{stem}.{operation}.{ending}", ContentFile(data), save=False)
        # Django cannot read the size of an AVIF file, and has just forgotten it.
        row.width, row.height = width, height
        rows.append(row)
    model._default_manager.bulk_create(rows)


def _collection() -> Collection:
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


@contextmanager
def _no_renditions_in_tasks() -> Iterator[None]:
    """Storing a picture makes every size of every preset; the demo makes those that its pages show."""
    post_save.disconnect(sender=StoaImage, dispatch_uid="make_renditions")
    try:
        yield
    finally:
        post_save.connect(cooking._make_renditions, sender=StoaImage, dispatch_uid="make_renditions")
