"""Files to download in the admin: which offers they come with, and newer versions of them."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from shop.catalogue import files
from shop.catalogue.administration.menu import SHOP_MENU
from shop.catalogue.administration.skus import SkusField, written
from shop.catalogue.models import Offer, OfferFile
from stoa.core.admin_lists import KeepingDeleteView

#: As documents, and what only buyers get.
EXTENSIONS = [*settings.WAGTAILDOCS_EXTENSIONS, "flac", "jpg", "mobi", "mp3", "mp4", "png", "svg", "webp"]


class OfferFileForm(WagtailAdminModelForm):
    """Its goods are named by the numbers (SKU) of product or variants."""

    skus = SkusField(
        label=gettext_lazy("Comes with"),
        offers=Offer.objects.filter(kind=Offer.DOWNLOAD),
        unknown=gettext_lazy("There are no downloads with these numbers: %s"),
        help_text=gettext_lazy("The numbers (SKU) of the downloads it belongs to, separated by commas or lines."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        validators=[FileExtensionValidator(EXTENSIONS)],
        widget=forms.FileInput,
        help_text=gettext_lazy("Another one replaces it, also for those who have bought it."),
    )

    class Meta:
        model = OfferFile
        fields = ["title", "file", "place"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["title", "skus", "file", "place"])
        if self.instance.pk:
            self.initial["skus"] = written(self.instance.offers.all())
            self.fields["file"].required = False

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile) and (upload.size or 0) > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
            raise ValidationError(_("This file is too large."))
        return upload

    def save(self, commit: bool = True) -> OfferFile:
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            files.put(row=self.instance, upload=upload, now=timezone.now())
        return super().save(commit)

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.instance.offers.set(self.cleaned_data["skus"])


def goods(file: OfferFile) -> str:
    return written(file.offers.all())


class OfferFileIndexView(IndexView):
    """With their goods in one query."""

    def get_base_queryset(self) -> QuerySet[OfferFile]:
        return OfferFile.objects.prefetch_related("offers")


class OfferFileDeleteView(KeepingDeleteView):
    """What somebody has taken stays: it was paid for."""

    refusal = gettext_lazy("Buyers have this file: replace it instead.")


class OfferFileViewSet(ModelViewSet):
    """Files to download."""

    model = OfferFile
    icon = "download"
    name = "shop_files"
    url_prefix = "shop/files"
    menu_label = gettext_lazy("Files to download")
    menu_hook = SHOP_MENU
    menu_order = 310
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = OfferFileIndexView
    delete_view_class = OfferFileDeleteView
    search_fields = ("title", "name", "offers__sku")
    search_backend_name = None
    ordering = ("title", "pk")
    list_per_page = 50
    list_display = (
        "title",
        Column("name", label=gettext_lazy("File name")),
        Column("goods", label=gettext_lazy("Comes with"), accessor=goods),
        Column("version", label=gettext_lazy("Version")),
        DateColumn("changed_at", label=gettext_lazy("Changed"), sort_key="changed_at"),
    )

    def get_form_class(self, for_update: bool = False) -> type[OfferFileForm]:
        return OfferFileForm
