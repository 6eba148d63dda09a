"""Sockets beside pages: what opens one is served by the room whose text it is."""

from secondsight.web.limits import Application, Message, Receive, Send


def socketed(application: Application, socket: Application) -> Application:
    """Return an ASGI application that serves sockets with one, and everything else with another."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        await (socket if scope["type"] == "websocket" else application)(scope, receive, send)

    return answer
