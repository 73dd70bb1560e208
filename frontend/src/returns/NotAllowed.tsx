import { useLocation } from 'wouter';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { NoPermission } from '../parts/State';
import { useWhoMay } from '../parts/useMay';
import type { Asking } from './asking';
import { type Act, rolesOf } from './next';

/** Which role it takes, who has it, and where to ask them. */
export function NotAllowed({ detail, act, onClose }: Asking & { act: Act }) {
  const { t, language } = useText();
  const [, go] = useLocation();
  const roles = rolesOf[act];
  const names = useWhoMay(...roles);
  const separator = t('common.listSeparator');
  return (
    <NoPermission
      title={t('returns.notAllowed.title', {
        roles: new Intl.ListFormat(language, { type: 'disjunction' }).format(
          roles.map((role) => t(`training.role.${role}`)),
        ),
      })}
      body={
        names.length > 0
          ? t('returns.notAllowed.who', { names: names.slice(0, 5).join(separator) })
          : t('returns.notAllowed.nobody')
      }
    >
      {detail.ticket.id && (
        <Button look="primary" onClick={() => go(`/tickets/all/${detail.ticket.id}`)}>
          {t('returns.notAllowed.ask', { number: detail.ticket.number })}
        </Button>
      )}
      <Button hotkey="escape" onClick={onClose}>
        {t('common.close')}
      </Button>
    </NoPermission>
  );
}
