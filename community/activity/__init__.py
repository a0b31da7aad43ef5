"""Activity stream, notices and digests."""
