/** What a text says as JSON; nothing at all of an empty one. */
export interface ReadJson {
  readonly value: unknown;
  /** Why it is none; null when it is. */
  readonly fault: string | null;
}

export function readJson(text: string): ReadJson {
  if (text.trim() === '') {
    return { value: undefined, fault: null };
  }
  try {
    return { value: JSON.parse(text), fault: null };
  } catch (error) {
    return {
      value: undefined,
      fault: `This is no JSON: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
