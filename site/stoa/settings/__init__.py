"""Settings: `env` reads the environment once, typed; dev, test and production build on base."""
