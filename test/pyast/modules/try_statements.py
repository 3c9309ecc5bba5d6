try: import orjson
except ImportError: orjson = None
try:
    response = self._send(request)
except (httpx.TimeoutException, httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError, OSError) as error:
    raise APIConnectionError("connection failed", request=request) from error
except ValueError:
    raise
else:
    return_code = 0
finally:
    close()
raise SomeVeryLongExceptionName("with a message", and_an_argument, and_another_argument) from the_original_error
raise StopIteration
