package natshub

import "context"

// Leader names the server that orders the log now, empty while there is none.
func (p *Place) Leader(ctx context.Context) (string, error) {
	l, err := p.reach(ctx)
	if err != nil {
		return "", err
	}
	info, err := l.info(ctx)
	if err != nil {
		return "", l.unreached(ctx, err)
	}
	if info.Cluster == nil {
		return "", nil
	}
	return info.Cluster.Leader, nil
}
