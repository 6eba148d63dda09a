"""The programs that post into Quillbarrow's chat."""

from demo.chat import Bot

BOTS = (
    Bot("lantern", "Lantern Alerts", "B04QBLANT1"),
    Bot("ferry", "Ferry Deploys", "B04QBFERR2", "U04QBFERR2"),
)
BOT = {bot.slug: bot for bot in BOTS}
