def test_get(client):
    assert client.events.get(event_id="dad4bce8-f5cb-4078-a211-995864315e39") == Event.from_dict({"eventId": "x", "a": 1})
    assert client.events.get(event_id="dad4bce8-f5cb-4078-a211-995864315e39", timeout=10).status_code_of_it == 200
    assert response.status_code == 200, f"unexpected status {response.status_code} with the body {response.text!r} in it"
    assert response.headers["content-type"] == "application/json", "a message that is too long for the line it is on"
    assert requests == [("GET", "/events"), ("POST", "/events"), ("GET", "/events/1"), ("DELETE", "/events/1"), ("x", "")]
    assert not isinstance(value, dict)
    assert [each.name for each in page.items] == ["one", "two", "three"] and page.next_cursor_of_the_page is None
    assert route.called
