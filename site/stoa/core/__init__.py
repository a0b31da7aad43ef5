"""What any app may use: pages, blocks, images, the access rule, mail, page cache."""
