import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMockServer, type MockServer } from "../../src/mock/index.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const corpus = process.env["PYSDK_CORPUS"] ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const document = join(corpus, "museum.yaml");
const python = join(repository, ".venv/bin/python");
if (!existsSync(document) || !existsSync(python)) console.log("skipped: the museum's SDK needs the corpus and the repository's Python");

/** Every method once, and one call that the document does not allow. */
const program = `
import json, sys
from datetime import date
from uuid import UUID
from museum import Museum
some = UUID("dad4bce8-f5cb-4078-a211-995864315e39")
client = Museum(base_url=sys.argv[1], username="a", password="b")
event = dict(name="Pirate Tea", location="Deck", event_description="Arr", dates=[date(2024, 1, 15)], price=5.5)
print(json.dumps([
    str(client.operations.get_hours(start_date=date(2024, 1, 15), page=1, limit=2)[0].time_open),
    client.events.create(**event).name,
    client.events.list(start_date=date(2024, 1, 15), end_date=date(2024, 2, 15))[0].name,
    client.events.get(some).name,
    client.events.update(some, price=7).location,
    client.events.delete(some),
    client.tickets.buy(ticket_date=date(2024, 1, 15), ticket_type="general", email="a@example.com").message,
    client.tickets.get_code(some)[:4].hex(),
]))
try:
    client.operations.get_hours(limit=1000)
except Exception as error:
    print(type(error).__name__)
`;

describe.skipIf(!existsSync(document) || !existsSync(python))("the museum's SDK against the mock server", () => {
  let folder = "";
  let server: MockServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "pysdk-mock-"));
    server = await createMockServer({ kind: "file", path: document }, { strictKeys: true });
    await execa(process.execPath, ["--import", "tsx", "src/cli/main.ts", document, "-o", folder, "--name", "museum", "--quiet"], { cwd: repository });
    await writeFile(join(folder, "drive.py"), program);
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("is accepted for each of its operations, and told where a value is out of bounds", async () => {
    const { stdout } = await execa(python, [join(folder, "drive.py"), server.url], { env: { PYTHONPATH: join(folder, "museum"), PYTHONDONTWRITEBYTECODE: "1" } });
    const [answers = "", refused] = stdout.split("\n");
    expect(JSON.parse(answers)).toEqual(["09:00", "Mermaid Treasure Identification and Analysis", "Sasquatch Ballet", "Time Traveler Tea Party", "On the beach.", null, "Museum general entry ticket purchased", "89504e47"]);
    expect(refused).toBe("BadRequestError");
    const requests = server.requests();
    expect(requests.slice(0, 8).map((one) => [one.operation, one.status])).toEqual([
      ["#/paths/~1museum-hours/get", 200], ["#/paths/~1special-events/post", 201], ["#/paths/~1special-events/get", 200], ["#/paths/~1special-events~1{eventId}/get", 200],
      ["#/paths/~1special-events~1{eventId}/patch", 200], ["#/paths/~1special-events~1{eventId}/delete", 204], ["#/paths/~1tickets/post", 201], ["#/paths/~1tickets~1{ticketId}~1qr/get", 200],
    ]);
    expect(requests[1]?.value).toEqual({ name: "Pirate Tea", location: "Deck", eventDescription: "Arr", dates: ["2024-01-15"], price: 5.5 });
    expect(requests.slice(8).map((one) => one.problem?.violations.map((each) => each.pointer))).toEqual([["#/query/limit"]]);
  });
});
