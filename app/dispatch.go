package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"mendesk/app/record"
)

// Methods lists the bound methods as SERVICE.METHOD, as the window calls them.
func (a *App) Methods() []string {
	var out []string
	for _, s := range a.services {
		t := reflect.TypeOf(s)
		for i := range t.NumMethod() {
			out = append(out, t.Elem().Name()+"."+t.Method(i).Name)
		}
	}
	slices.Sort(out)
	return out
}

// Call runs a bound method by name with its arguments as JSON: an array of them, or the one argument
// itself. The browser preview and the command line come in here, the window through its own bridge; all
// meet the same methods. The result is JSON.
func (a *App) Call(name string, args []byte) (out []byte, err error) {
	defer func() { err = a.closing(recover(), err) }()
	method, err := a.method(name)
	if err != nil {
		return nil, err
	}
	in, err := arguments(method.Type(), args)
	if err != nil {
		return nil, err
	}
	return results(method.Call(in))
}

func (a *App) method(name string) (reflect.Value, error) {
	service, method, _ := strings.Cut(name, ".")
	for _, s := range a.services {
		v := reflect.ValueOf(s)
		if !strings.EqualFold(v.Elem().Type().Name(), service) {
			continue
		}
		if m := v.MethodByName(method); m.IsValid() {
			return m, nil
		}
	}
	return reflect.Value{}, record.Problem{Code: "call.unknown", Params: record.Params{"name": name}}
}

func arguments(t reflect.Type, raw []byte) ([]reflect.Value, error) {
	parts, err := split(t, bytes.TrimSpace(raw))
	if err != nil {
		return nil, err
	}
	if len(parts) != t.NumIn() {
		return nil, record.Problem{Code: "call.arguments", Params: record.Params{
			"want": fmt.Sprint(t.NumIn()), "got": fmt.Sprint(len(parts)),
		}}
	}
	in := make([]reflect.Value, len(parts))
	for i, part := range parts {
		v := reflect.New(t.In(i))
		d := json.NewDecoder(bytes.NewReader(part))
		d.DisallowUnknownFields()
		if err := d.Decode(v.Interface()); err != nil {
			return nil, record.Problem{Code: "call.malformed", Params: record.Params{"reason": err.Error()}}
		}
		in[i] = v.Elem()
	}
	return in, nil
}

// split takes an array of arguments apart; a lone value is the one argument, unless that is a list itself.
func split(t reflect.Type, raw []byte) ([]json.RawMessage, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	listWanted := t.NumIn() == 1 && t.In(0).Kind() == reflect.Slice
	if raw[0] != '[' || (listWanted && !bytes.HasPrefix(raw, []byte("[["))) {
		return []json.RawMessage{raw}, nil
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return nil, record.Problem{Code: "call.malformed", Params: record.Params{"reason": err.Error()}}
	}
	return parts, nil
}

func results(out []reflect.Value) ([]byte, error) {
	value := any(nil)
	for _, v := range out {
		if err, ok := v.Interface().(error); ok {
			return nil, err
		}
		if v.Type() != reflect.TypeFor[error]() {
			value = v.Interface()
		}
	}
	b, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("write the result: %w", err)
	}
	return b, nil
}
