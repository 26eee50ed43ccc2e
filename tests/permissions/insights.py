"""The manager's numbers and the tickets behind them: for those who lead."""

from tests.permissions.rows import LEADS, api, desk

ROUTES = {
    "insights:dashboard": desk(LEADS),
    "insights:satisfaction": desk(LEADS),
    "insights:csat_export": desk(LEADS),
    "insights:tickets": desk(LEADS),
    "insights:tickets_export": desk(LEADS),
    "insights_api:in_time": api(LEADS),
}
