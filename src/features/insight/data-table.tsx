// The numbers behind a chart or a sentence as a table in a fold. The first cell is the row's header.
import type { ComponentChildren } from "preact";
import { Fold } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";

export function DataTable(props: {
  testId: string;
  head: readonly string[];
  rows: readonly (readonly ComponentChildren[])[];
}) {
  return (
    <Fold summary={t("insight_table")} testId={props.testId}>
      <table class="data">
        <thead>
          <tr>
            {props.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(([name, ...cells], index) => (
            <tr key={index}>
              <th scope="row">{name}</th>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Fold>
  );
}
