// no-mail: the finding that an address's domain takes no mail, which only the DNS can tell (`screen --dns`).
import type { Finding } from '../base/finding.js';

export const NO_MAIL: Finding = {
  check: 'email.no-mail',
  severity: 'weak',
  field: 'registrant.email',
  part: '',
  explain: 'by the DNS the domain of the address takes no mail',
};
