"""The form in which a post is written."""

from typing import Any

from stoa.core.page_forms import BodyPageForm


class PostForm(BodyPageForm):
    """Offers categories and series of the post's language; a new post without authors is by whoever writes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("categories", "series"):
            if name in self.fields and self.instance.locale_id:
                choices = self.fields[name].queryset
                self.fields[name].queryset = choices.filter(locale=self.instance.locale_id).order_by("pk")

    def save(self, commit: bool = True) -> Any:
        is_new = self.instance.pk is None
        post = super().save(commit=False)
        _name_each_once(post)
        if is_new and not post.post_authors.all() and self.for_user is not None:
            author = self.for_user.authors.filter(locale=post.locale_id).first()
            if author is not None:
                by = post._meta.get_field("post_authors").related_model
                post.post_authors.add(by(author=author))
        if commit:
            post.save()
        return post


def _name_each_once(post: Any) -> None:
    """A form from before somebody else's change may name an author anew who is there already."""
    rows = list(post.post_authors.all())
    first = {row.author_id: row for row in reversed(rows)}
    if len(first) < len(rows):
        post.post_authors.set([row for row in rows if row is first[row.author_id]])
