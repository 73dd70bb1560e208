package app

import "reflect"

// whole gives the lists of records that are missing here as empty ones: what crosses the bridge has no null
// where a list is meant. Each argument points at a struct.
func whole(structs ...any) {
	for _, s := range structs {
		fillLists(reflect.ValueOf(s).Elem())
	}
}

func fillLists(v reflect.Value) {
	for i := range v.NumField() {
		f := v.Field(i)
		switch {
		case !f.CanSet():
		case f.Kind() == reflect.Slice && f.IsNil():
			f.Set(reflect.MakeSlice(f.Type(), 0, 0))
		case f.Kind() == reflect.Struct:
			fillLists(f)
		}
	}
}
