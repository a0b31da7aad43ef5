"""`make bench`: how fast Stoa's pages are, in requests per second, against the home page of a bare `wagtail start`."""
