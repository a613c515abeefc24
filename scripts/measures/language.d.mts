interface Place {
  path: string;
  line: number;
  text: string;
}
interface Source {
  path: string;
  text: string;
}
export function beginsWithQuestionWord(text: string): boolean;
export function commentsOf(source: Source): Place[];
export function titlesOf(source: Source): Place[];
export function headingsOf(source: Source): Place[];
export function languageOf(sources: readonly Source[]): {
  words: number;
  describing: number;
  questioning: number;
  beginnings: Place[];
  comments: Place[];
};
