// An inference service: go run inference_service.go URL KEY ACCOUNT APP PROMPT
package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"
)

type object = map[string]any

// eventID makes a UUID version 7: 48 bits of time in milliseconds, version, variant, randomness.
func eventID() string {
	b := make([]byte, 10)
	rand.Read(b)
	t := fmt.Sprintf("%012x", time.Now().UnixMilli())
	return fmt.Sprintf("%s-%s-7%x%02x-%02x%02x-%x", t[:8], t[8:], b[0]&15, b[1], b[2]&63|128, b[3], b[4:])
}

// call repeats a request, which is safe here: after 0.1, 0.2, 0.4 … s. A body is made once for all tries.
func call(method, path string, content []byte) (answer object) {
	client := http.Client{Timeout: 10 * time.Second}
	for wait := 100 * time.Millisecond; wait < 8*time.Second; wait *= 2 {
		request, _ := http.NewRequest(method, os.Args[1]+path, bytes.NewReader(content))
		request.Header = http.Header{"Authorization": {"Bearer " + os.Args[2]}, "Content-Type": {"application/json"}}
		if response, err := client.Do(request); err == nil {
			err = json.NewDecoder(response.Body).Decode(&answer)
			response.Body.Close()
			if s := response.StatusCode; s != 429 && s != 503 && (err == nil || method == "DELETE") {
				return answer // of a DELETE also 404: it is released already
			}
		}
		time.Sleep(wait)
	}
	panic(method + " " + path + ": no answer")
}

func main() {
	who, prompt := object{"account_id": os.Args[3], "app": os.Args[4], "model": "claude-sonnet-4-5"}, os.Args[5]
	ask, _ := json.Marshal(object{"account_id": who["account_id"], "app": who["app"], "estimate": object{
		"model": who["model"], "input_tokens": len(prompt)/4 + 1, "max_output_tokens": 1000}})
	admission := call("POST", "/v1/admissions", ask)
	if admission["verdict"] != "allowed" || prompt == "" { // the model fails on an empty prompt
		fmt.Println(admission["message"])
		if admission["admission_id"] != nil { // "short", or the model failed: it does not run
			call("DELETE", fmt.Sprint("/v1/admissions/", admission["admission_id"]), nil)
		}
		return
	}
	answer := "You said: " + prompt
	who["event_id"], who["admission_id"] = eventID(), admission["admission_id"]
	who["input_tokens"], who["output_tokens"] = len(prompt)/4+1, len(answer)/4+1
	usage, _ := json.Marshal(object{"events": []object{who}})
	fmt.Println(answer, call("POST", "/v1/usage", usage)["results"])
}
