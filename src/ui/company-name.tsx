// Name of a company in a narrow column or in large letters. A name may be a domain, which breaks after its dots only.
import { Fragment } from "preact";

export const CompanyName = ({ name }: { name: string }) => (
  <bdi>
    {name.split(/(?<=\.)(?=[^.\s])/).map((part, index) => (
      <Fragment key={index}>
        {index > 0 && <wbr />}
        {part}
      </Fragment>
    ))}
  </bdi>
);
