import { useLocation } from 'wouter';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Card } from '../parts/Card';
import { Empty } from '../parts/State';
import { useMay, useWhoMay } from '../parts/useMay';

/** A desk on one workstation: nothing is wrong, and this is how it is shared. */
export function Alone() {
  const { t } = useText();
  const may = useMay();
  const [, go] = useLocation();
  const admins = useWhoMay('admin').join(t('common.listSeparator')) || t('common.none');
  const start = may('admin');
  const body = start
    ? t('sync.alone.body')
    : `${t('sync.alone.body')} ${t('sync.alone.onlyAdmin', { people: admins })}`;
  return (
    <Card>
      <Empty title={t('sync.alone.title')} body={body}>
        {start && (
          <Button look="primary" onClick={() => go('/settings/sync')}>
            {t('sync.alone.start')}
          </Button>
        )}
      </Empty>
    </Card>
  );
}
