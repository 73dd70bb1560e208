package demo

import (
	"embed"
	"encoding/json"
	"fmt"

	"mendesk/app/archive"
	"mendesk/app/returns"
	"mendesk/app/ticket"
	"mendesk/app/training"
)

//go:embed data/*.json
var data embed.FS

// content is what a demo shop is told of: read from the files in data, invented throughout.
type content struct {
	Shop       shopWords
	Staff      []employee
	Courses    []course
	Products   []product
	Names      names
	Phrases    phrases
	Situations []situation
	Told       toldWords
}

// shopWords names the shop and its places.
type shopWords struct {
	Name        string   `json:"name"`
	Zone        string   `json:"zone"`
	Currency    string   `json:"currency"`
	Lang        string   `json:"lang"`
	Workstation string   `json:"workstation"`
	Letter      string   `json:"letter"`
	Room        string   `json:"room"` // where courses are given
	Platforms   []string `json:"platforms"`
	Abroad      string   `json:"abroad"` // the platform of customers abroad
	Carriers    []string `json:"carriers"`
	CarrierOut  string   `json:"carrierAbroad"`
}

type employee struct {
	Login      string              `json:"login"`
	Name       string              `json:"name"`
	Roles      []training.Role     `json:"roles"`
	Department training.Department `json:"department"`
	Tier       training.Tier       `json:"tier"`
	Mentor     string              `json:"mentor"`
	Joined     int                 `json:"joined"` // days before the end; 0: from the start
	Left       int                 `json:"left"`   // days before the end; 0: still here
	// Certificates says, by course, how many days are left of each at the end; negative: expired so long ago.
	Certificates map[string]int `json:"certificates"`
	Enrolled     []string       `json:"enrolled"` // courses whose next session they are on the list of
}

type course struct {
	Code      string          `json:"code"`
	NameZh    string          `json:"nameZh"`
	NameEn    string          `json:"nameEn"`
	PassMark  int             `json:"passMark"`
	Months    int             `json:"months"`
	Steps     []training.Step `json:"steps"`
	Roles     []training.Role `json:"roles"`
	Renewed   int             `json:"renewed"`   // days before the end at which a version came that asks for a refresh
	RefreshIn int             `json:"refreshIn"` // days after the end by which it must be done
}

type product struct {
	Key        string              `json:"key"`
	SKU        string              `json:"sku"`
	Zh         string              `json:"zh"`
	En         string              `json:"en"`
	Category   string              `json:"category"`
	Price      int64               `json:"price"` // in minor units
	Warranty   int                 `json:"warranty"`
	Attributes []archive.Attribute `json:"attributes"`
	Serial     string              `json:"serial"` // how serial numbers begin; empty: it has none
	Weight     int                 `json:"weight"` // how often it is bought
	With       string              `json:"with"`   // what is often bought with it
}

type names struct {
	Surnames []string `json:"surnames"`
	Women    []string `json:"women"`
	Men      []string `json:"men"`
	Known    []known  `json:"known"`
	Abroad   []abroad `json:"abroad"`
}

type known struct {
	Name  string `json:"name"`
	Woman bool   `json:"woman"`
}

type abroad struct {
	Name    string `json:"name"`
	Country string `json:"country"`
	Phone   string `json:"phone"` // its first digits
}

// phrases are words that fit every situation, by what they are for.
type phrases struct {
	Ms        string              `json:"ms"` // after a Chinese surname
	Mr        string              `json:"mr"`
	Hurry     map[string][]string `json:"hurry"`     // the customer asks again
	Soothe    map[string][]string `json:"soothe"`    // the answer to that
	Parcel    map[string][]string `json:"parcel"`    // goods have arrived
	Refunded  map[string][]string `json:"refunded"`  // money has gone back
	Question  map[string][]string `json:"question"`  // what is missing to decide
	Answer    map[string][]string `json:"answer"`    // the customer's reply to it
	Pickup    map[string][]string `json:"pickup"`    // how the goods come back
	Rejected  map[string][]string `json:"rejected"`  // why they cannot
	Reopen    map[string][]string `json:"reopen"`    // why it is not solved after all
	Withdrawn map[string][]string `json:"withdrawn"` // the customer keeps the goods
	// Wait says what a ticket waits for.
	Wait      map[ticket.State][]string `json:"wait"`
	Good      []string                  `json:"good"` // remarks with a good rating
	Bad       []string                  `json:"bad"`
	Found     []string                  `json:"found"` // what an inspector saw on goods that are accepted
	Faulty    []string                  `json:"faulty"`
	Refused   []string                  `json:"refused"` // what an inspector saw on goods that are not
	Grant     string                    `json:"grant"`   // why lost goods are paid for
	Overrule  string                    `json:"overrule"`
	Failed    string                    `json:"failed"`
	Suspended string                    `json:"suspended"`
	Resumed   string                    `json:"resumed"`
}

// situation is something that customers bring, with how it goes.
type situation struct {
	Kind     ticket.Kind     `json:"kind"`
	Category string          `json:"category"`
	Weight   int             `json:"weight"`
	Priority ticket.Priority `json:"priority"`
	Products []string        `json:"products"` // none: any
	Reason   returns.Reason  `json:"reason"`   // with one, goods come back
	Fault    returns.Fault   `json:"fault"`
	Severity ticket.Severity `json:"severity"`
	Note     string          `json:"note"`
	Zh       talk            `json:"zh"`
	En       talk            `json:"en"`
}

// talk is a situation in one language. {name}, {product} and {agent} stand for who and what it is about.
type talk struct {
	Subject  string `json:"subject"`
	Ask      string `json:"ask"`
	Reply    string `json:"reply"`
	More     string `json:"more"`   // the customer again; may be empty
	Answer   string `json:"answer"` // and the team again
	Solution string `json:"solution"`
}

func (s situation) in(lang string) talk {
	if lang == english {
		return s.En
	}
	return s.Zh
}

const (
	chinese = "zh-CN"
	english = "en"
)

func read() (content, error) {
	var c content
	for _, f := range []struct {
		name string
		into any
	}{
		{"shop", &c.Shop},
		{"staff", &c.Staff},
		{"courses", &c.Courses},
		{"products", &c.Products},
		{"names", &c.Names},
		{"phrases", &c.Phrases},
		{"situations", &c.Situations},
		{"told", &c.Told},
	} {
		raw, err := data.ReadFile("data/" + f.name + ".json")
		if err != nil {
			return c, fmt.Errorf("read the demo's %s: %w", f.name, err)
		}
		if err := json.Unmarshal(raw, f.into); err != nil {
			return c, fmt.Errorf("read the demo's %s: %w", f.name, err)
		}
	}
	return c, nil
}
