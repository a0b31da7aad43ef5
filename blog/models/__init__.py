"""Posts, the blog's index, and the snippets that order them."""

from blog.models.imported import ImportedItem
from blog.models.index import BlogIndexPage
from blog.models.posts import BlogPostAuthor, BlogPostPage, BlogPostTag
from blog.models.snippets import Author, Category, Series

__all__ = [
    "Author",
    "BlogIndexPage",
    "BlogPostAuthor",
    "BlogPostPage",
    "BlogPostTag",
    "Category",
    "ImportedItem",
    "Series",
]
