package storage

func init() { children["MENDESK_INJECT_CHILD"] = injectChild }
