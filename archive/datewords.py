def words(d,s,l): return 'x'
def day_words(d,l): return str(d)
