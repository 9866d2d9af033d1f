"""Every route of the pages: the modules that have some, in one table."""

from typing import Final

from processor.web import account, signin, start
from processor.web.pages import (
    acceptance,
    acceptances,
    charges,
    checkins,
    customers,
    deployment,
    deploymentacts,
    deploymentlook,
    deploymentpapers,
    deployments,
    figures,
    formacts,
    forms,
    imports,
    ledger,
    mail,
    messages,
    proposal,
    proposalacts,
    proposaledit,
    proposals,
    queue,
    queueacts,
    queuesteps,
    register,
    settings,
    ticket,
    ticketacts,
    ticketanswer,
    ticketnew,
    tickets,
    users,
)
from processor.web.route import PageRoute

__all__ = ["MODULES", "all_routes"]

MODULES: Final = (
    start,
    signin,
    account,
    charges,
    checkins,
    deployment,
    deploymentacts,
    deploymentlook,
    deploymentpapers,
    deployments,
    figures,
    formacts,
    forms,
    mail,
    messages,
    queue,
    queueacts,
    queuesteps,
    ticket,
    ticketacts,
    ticketanswer,
    ticketnew,
    tickets,
    customers,
    imports,
    register,
    settings,
    users,
    acceptance,
    acceptances,
    ledger,
    proposal,
    proposalacts,
    proposaledit,
    proposals,
)
"""A module of pages has `routes()`; it stands here to be served."""


def all_routes() -> tuple[PageRoute, ...]:
    """All routes, in the order in which they are tried."""
    return tuple(route for module in MODULES for route in module.routes())
