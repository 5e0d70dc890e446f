// described: answers that are no success, as the OpenAPI document has them.
import { Type } from '@sinclair/typebox';
import { ProblemSchema } from './api-schemas.js';
import { PROBLEM_TYPE } from './problems.js';

export const problem = (description: string) => ({
  description,
  content: { [PROBLEM_TYPE]: { schema: Type.Ref(ProblemSchema.$id!) } },
});

/** Of each route. */
export const ANYWHERE = {
  431: problem('The headers are too large.'),
  500: problem('A fault of zonesieve.'),
};

/** Of each route that needs a token. */
export const REFUSED_BY_TOKEN = {
  ...ANYWHERE,
  401: problem('No token, or one that is not known.'),
  403: problem('The token has not the scope.'),
  429: problem('Too many requests of this token; `Retry-After` says when.'),
};
