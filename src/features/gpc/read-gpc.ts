// The Global Privacy Control setting and its excepted companies.
import { database, entitiesOf } from "../../record/database.ts";
import { readGpc } from "../../record/read-record.ts";

/** A company that gets no signal. */
export interface Excepted {
  id: string;
  name: string;
}

export interface GpcSetting {
  on: boolean;
  exceptions: Excepted[];
}

export const readExceptions = async (): Promise<Excepted[]> =>
  entitiesOf("companies", await database.companies.filter((row) => row.gpcOff === true).toArray());

export async function readGpcSetting(): Promise<GpcSetting> {
  const [on, exceptions] = await Promise.all([readGpc(), readExceptions()]);
  return { on, exceptions };
}
