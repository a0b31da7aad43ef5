"""Log-in with an account elsewhere: Google or any OpenID Connect provider, when the environment has keys."""
