"""The second factor: authenticator apps, passkeys and recovery codes, on allauth's `mfa`."""
