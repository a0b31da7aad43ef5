"""Files to download in the admin: which offers they come with, and newer versions of them."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.db.models import ProtectedError, QuerySet
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from shop.catalogue import files
from shop.catalogue.administration.menu import SHOP_MENU
from shop.catalogue.models import Offer, OfferFile

#: As documents, and what only buyers get.
EXTENSIONS = [*settings.WAGTAILDOCS_EXTENSIONS, "flac", "jpg", "mobi", "mp3", "mp4", "png", "svg", "webp"]


class OfferFileForm(WagtailAdminModelForm):
    """Its goods are named by the numbers (SKU) of product or variants."""

    skus = forms.CharField(
        label=gettext_lazy("Comes with"),
        widget=forms.Textarea(attrs={"rows": 2}),
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
            self.initial["skus"] = ", ".join(self.instance.offers.order_by("sku").values_list("sku", flat=True))
            self.fields["file"].required = False

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile) and (upload.size or 0) > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
            raise ValidationError(_("This file is too large."))
        return upload

    def clean_skus(self) -> list[Offer]:
        typed = {sku.lower(): sku for sku in re.split(r"[,;\s]+", self.cleaned_data["skus"]) if sku}
        downloads = Offer.objects.filter(kind=Offer.DOWNLOAD).alias(plain_sku=Lower("sku"))
        found: list[Offer] = list(downloads.filter(plain_sku__in=typed))
        unknown = typed.keys() - {offer.sku.lower() for offer in found}
        if unknown or not found:
            named = ", ".join(sorted(typed[plain] for plain in unknown)[:10])
            raise ValidationError(_("There are no downloads with these numbers: %s") % named)
        return found

    def save(self, commit: bool = True) -> OfferFile:
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            files.put(row=self.instance, upload=upload, now=timezone.now())
        return super().save(commit)

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.instance.offers.set(self.cleaned_data["skus"])


def goods(file: OfferFile) -> str:
    """Their numbers."""
    return ", ".join(sorted(offer.sku for offer in file.offers.all()))


class OfferFileIndexView(IndexView):
    """With their goods in one query."""

    def get_base_queryset(self) -> QuerySet[OfferFile]:
        return OfferFile.objects.prefetch_related("offers")


class OfferFileDeleteView(DeleteView):
    """What somebody has taken stays: it was paid for."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("Buyers have this file: replace it instead."))
            return redirect(reverse("shop_files:edit", args=[self.object.pk]))


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
