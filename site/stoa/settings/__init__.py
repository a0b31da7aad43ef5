"""Settings: `env` reads the environment once, typed; `base` and the subjects it gathers (`services`, `security`,
`wagtail`, `logs`) hold everywhere; `dev`, `test` and `production` say what differs.
"""
