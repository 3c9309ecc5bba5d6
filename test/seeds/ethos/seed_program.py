"""The program of the Ethos documentation, its check, and what it says of wrong keys; the test puts a server's address and a key in."""

from ethos_client import ApiClient, Configuration
from ethos_client.api import SessionsApi, ChatApi

config = Configuration(
    host="http://localhost:3000",
    api_key={"Authorization": "Bearer sk-ethos-..."},
)

client = ApiClient(config)
sessions_api = SessionsApi(client)

# List sessions
result = sessions_api.sessions_list(limit=10)
for session in result.sessions:
    print(session.id, session.title)

print(sessions_api.sessions_list(limit=1).sessions[0].id)

from ethos_client.exceptions import ApiException

chat_api = ChatApi(client)
print(chat_api.chat_send(client_id="me", text="hi").turn_id)
print(chat_api.chat_send({"clientId": "me", "text": "hi"}).turn_id)
for key in ("sk-ethos-wrong", "sk-ethos-web"):
    other = Configuration(host=config.host, access_token=key)
    try:
        SessionsApi(ApiClient(other)).sessions_list(limit=1)
    except ApiException as error:
        print(error.status, error.reason, error.data["code"])
