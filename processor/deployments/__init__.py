"""Decides the life of deployments: stages, Go-Live, warranty, Completion, timers. Pure: facts in, decisions out."""
