// A program with a model, or, with neither of these, without: what the others are compared with.
//
//     CHECK    compares what the model gives, and prints it
//     INFER    has an inference, and no more
extern "C" {
void infer();
int check();
}

int main() {
#if defined(CHECK)
    return check();
#elif defined(INFER)
    infer();
#endif
    return 0;
}
