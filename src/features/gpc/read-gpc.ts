// The setting and the companies that are excepted from it.
import { database, entitiesOf } from "../../record/database.ts";
import { readGpc } from "../../record/read-record.ts";

/** A company that is not told. */
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
