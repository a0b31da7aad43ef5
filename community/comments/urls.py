"""Below `/<language>/comments/`. Reading a form is GET, writing is POST and nothing else."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from community.comments import views

app_name = "comments"
urlpatterns = [
    path(pgettext_lazy("path", "<uuid:translation_key>/add/"), views.add, name="add"),
    path(pgettext_lazy("path", "<uuid:translation_key>/mine/"), views.mine, name="mine"),
    path("<int:comment_id>/", views.show, name="show"),
    path("<uuid:translation_key>/post/", views.post, name="post"),
    path("<int:comment_id>/edit/", views.edit, name="edit"),
    path("<int:comment_id>/save/", views.save, name="save"),
    path("<int:comment_id>/delete/", views.delete, name="delete"),
    path("mail/<str:token>/", views.refuse_mail, name="refuse_mail"),
]
