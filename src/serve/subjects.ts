// subjects: how NATS matches subjects: `*` stands for one token, `>` at the end for one or more.

/** Whether what is published to `subject` comes to who listens to `pattern`. */
export function subjectCovers(pattern: string, subject: string): boolean {
  const [wanted, tokens] = [pattern.split('.'), subject.split('.')];
  return (
    (wanted.at(-1) === '>' ? tokens.length >= wanted.length : tokens.length === wanted.length) &&
    wanted.every((token, index) => token === '>' || token === '*' || token === tokens[index])
  );
}
