"""Below `/<language>/`: bookmarks, and those of a member beside their profile. Whatever changes anything is POST."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from community.bookmarks import by_members, views

_bookmarks = [
    path("", views.all_bookmarks, name="all"),
    path(pgettext_lazy("path", "add/"), views.add, name="add"),
    path("preview/", views.preview, name="preview"),
    path("bookmarklet/", views.bookmarklet, name="bookmarklet"),
    path("bookmarklet/<int:version>.js", views.overlay, name="overlay"),
    path(pgettext_lazy("path", "mine/"), views.mine, name="mine"),
    path("mine/remove/", views.remove_all, name="remove_all"),
    path("mine/bring-back/", views.bring_back, name="bring_back"),
    path("mine/files/", views.files, name="files"),
    path("mine/import/", views.import_file, name="import"),
    path("mine/export.<str:form>", views.export, name="export"),
    path(pgettext_lazy("path", "tag/<str:slug>/"), views.tagged, name="tag"),
    path("change/<int:bookmark_id>/", views.change, name="change"),
    path("remove/<int:bookmark_id>/", views.remove, name="remove"),
    path("retry/<int:bookmark_id>/", views.retry, name="retry"),
    path("picture/<int:bookmark_id>/", views.picture, name="picture"),
    path(pgettext_lazy("path", "collections/"), views.collections, name="collections"),
    path("collections/new/", views.new_collection, name="new_collection"),
    path("collections/change/<int:collection_id>/", views.change_collection, name="change_collection"),
    path("collections/delete/<int:collection_id>/", views.delete_collection, name="delete_collection"),
    path("shared/<str:key>/", views.shared_collection, name="shared_collection"),
    path(pgettext_lazy("path", "collections/<int:collection_id>/<str:slug>/"), views.collection, name="collection"),
    path(
        pgettext_lazy("path", "collections/<int:collection_id>/<str:slug>/feed/"),
        views.collection_feed,
        name="collection_feed",
    ),
    path("<int:bookmark_id>/<str:slug>/", views.bookmark, name="bookmark"),
]

urlpatterns = [
    path(pgettext_lazy("path", "bookmarks/"), include((_bookmarks, "bookmarks"))),
    path(
        pgettext_lazy("path", "people/<slug:handle>/bookmarks/"), by_members.member_bookmarks, name="member_bookmarks"
    ),
]
