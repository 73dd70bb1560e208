//go:build desktop

package main

/*
#cgo pkg-config: gtk+-3.0
#include <gtk/gtk.h>
#include <stdlib.h>
#include <string.h>

// What lies on the clipboard. Whoever asked and whoever answers each hold it; the last to let go frees it.
typedef struct {
	GMutex lock;
	GCond  told;
	int    holders;
	int    done;
	char **uris;
	guchar *bytes;
	gsize  size;
} clip;

static void letGo(clip *c) {
	g_mutex_lock(&c->lock);
	int left = --c->holders;
	g_mutex_unlock(&c->lock);
	if (left > 0) return;
	g_strfreev(c->uris);
	g_free(c->bytes);
	g_mutex_clear(&c->lock);
	g_cond_clear(&c->told);
	g_free(c);
}

static gboolean take(GtkClipboard *from, clip *c, const char *type) {
	GtkSelectionData *data = gtk_clipboard_wait_for_contents(from, gdk_atom_intern(type, FALSE));
	if (data == NULL) return FALSE;
	gint size = gtk_selection_data_get_length(data);
	if (size > 0) {
		c->bytes = g_memdup2(gtk_selection_data_get_data(data), size);
		c->size = size;
	}
	gtk_selection_data_free(data);
	return size > 0;
}

// Runs where GTK lives: the clipboard may be asked nowhere else.
static gboolean look(gpointer given) {
	clip *c = given;
	GtkClipboard *from = gtk_clipboard_get(GDK_SELECTION_CLIPBOARD);
	c->uris = gtk_clipboard_wait_for_uris(from);
	if (c->uris == NULL && !take(from, c, "image/png") && !take(from, c, "image/jpeg")) {
		GdkPixbuf *picture = gtk_clipboard_wait_for_image(from);
		if (picture != NULL) {
			gchar *bytes = NULL;
			gsize size = 0;
			if (gdk_pixbuf_save_to_buffer(picture, &bytes, &size, "png", NULL, NULL)) {
				c->bytes = (guchar *)bytes;
				c->size = size;
			}
			g_object_unref(picture);
		}
	}
	g_mutex_lock(&c->lock);
	c->done = 1;
	g_cond_signal(&c->told);
	g_mutex_unlock(&c->lock);
	letGo(c);
	return G_SOURCE_REMOVE;
}

// Asks the clipboard and waits for seconds at most; NULL when nobody answered.
static clip *askClipboard(int seconds) {
	clip *c = g_new0(clip, 1);
	g_mutex_init(&c->lock);
	g_cond_init(&c->told);
	c->holders = 2;
	g_idle_add(look, c);
	gint64 until = g_get_monotonic_time() + seconds * G_TIME_SPAN_SECOND;
	g_mutex_lock(&c->lock);
	while (!c->done && g_cond_wait_until(&c->told, &c->lock, until)) {}
	int done = c->done;
	g_mutex_unlock(&c->lock);
	if (done) return c;
	letGo(c);
	return NULL;
}

static char *pathOf(clip *c, int i) { return g_filename_from_uri(c->uris[i], NULL, NULL); }
static int urisOf(clip *c) { return c->uris == NULL ? 0 : (int)g_strv_length(c->uris); }
*/
import "C"

import (
	"unsafe"

	"mendesk/app"
	"mendesk/app/record"
)

// clipboardPatience is how long a program that owns the clipboard may take to give what is on it, in seconds.
const clipboardPatience = 10

// clipboard asks GTK for what was copied: WebKitGTK tells the page of a paste and hands it no file.
func clipboard() (app.Clip, error) {
	c := C.askClipboard(clipboardPatience)
	if c == nil {
		return app.Clip{}, record.Problem{Code: "attachment.clipboard"}
	}
	defer C.letGo(c)
	var out app.Clip
	for i := range int(C.urisOf(c)) {
		path := C.pathOf(c, C.int(i))
		if path == nil { // something that is no file of this machine
			continue
		}
		out.Paths = append(out.Paths, C.GoString(path))
		C.g_free(C.gpointer(unsafe.Pointer(path)))
	}
	if c.size > 0 && c.size <= C.gsize(record.MaxAttachment)+1 {
		out.Picture = C.GoBytes(unsafe.Pointer(c.bytes), C.int(c.size))
	}
	return out, nil
}
